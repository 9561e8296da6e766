export type {
  Account,
  AccountId,
  AccountKind,
  Balance,
  OpenOrder,
  OrderId,
  OwnerId,
  Position,
  Side,
} from './account.ts'
export type { AccountChange, CashChange, PositionChange } from './change.ts'
export { changeAccount, putOrder, dropOrder, balanceOf, positionIn, sizeIn } from './change.ts'
export { tradeChange, closedBy } from './trade.ts'
