import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DATASETS } from './datasets.ts'

/** A data folder of two made-up waves, as text by file; `changed` replaces files. */
export const madeUpAdlData = (
  changed: Readonly<Record<string, string>> = {},
): { readonly folder: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'ebb-adl-'))
  for (const [name, text] of Object.entries({ ...FILES, ...changed })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

const table = (...lines: readonly string[]): string => `${lines.join('\n')}\n`

/** The first wave takes 40 less than it needed, the second 140 more; both list one loss of 500. */
const FILES: Readonly<Record<string, string>> = {
  [DATASETS.waves]: table(
    'wave,t_start,budget_needed,budget_prod,total_cap,max_pct_prod,max_pct_pr',
    '1,any,100.0,60.0,1000.0,1.0,0.1',
    '3,any,20.0,160.0,400.0,0.5,5e-05',
  ),
  [DATASETS.badDebt]: table(
    'wave,t_start_ms,t_end_ms,n_rows,unique_losers,deficit_usd,max_loss_usd',
    '1,1760130964831,1760130964831,12,2,620.0,500.0',
    '3,1760131034132,1760131035000,8,1,530.0,500.0',
  ),
  [DATASETS.gaps]: table(
    'wave,t_start_ms,t_end_ms,coin,gap_usd_x_qty,qty_contracts,gap_per_contract_usd',
    '1,1,1,AAA,70.0,1,70',
    '1,1,1,BBB,30.0,1,30',
    '3,1,1,AAA,20.0,1,20',
  ),
  [DATASETS.shocks]: table(
    'coin,cluster_id,deficit_usd,total_capacity_usd,budget_queue_usd,overshoot_queue_usd,residual_queue_usd',
    'AAA,1,0.0,90.0,50.0,50.0,0.0',
    'BBB,1,30.0,20.0,15.0,0.0,15.0',
  ),
  [DATASETS.accounts]: table(
    'account,adl_notional,closed_pnl,account_value_realtime,num_adl_events',
    '0,600.0,100.0,400.0,3',
    '1,300.0,50.0,5e-01,2',
    '2,100.0,-10.0,70.0,1',
  ),
  [DATASETS.coins]: table('coin,adl_notional', 'AAA,900.0', 'BBB,100.0'),
  [DATASETS.seconds]: table('second,liquidations,adls', '0,5,0', '61,0,4', '75,1,2'),
  [DATASETS.published]: JSON.stringify({
    headline: {
      prod_overshoot_vs_needed_usd: 100,
      queue_total_overshoot_usd: 50,
      winner_overcollateralization_equity_over_pnl: { median: 4.4 },
    },
  }),
}
