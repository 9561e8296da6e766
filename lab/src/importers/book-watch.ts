/** What a reader needs to know of one side of a book: its best price, through all updates. */
interface SideWatch {
  readonly set: (price: number, qty: number) => void
  readonly clear: () => void
  /** Best price, or null for an empty side. */
  readonly best: () => number | null
}

/** Best prices of a book whose levels are stated one by one; a size of 0 removes the level. Prices in any one unit. */
export interface BookWatch {
  readonly set: (side: 'b' | 'a', price: number, qty: number) => void
  readonly clear: () => void
  /** Best bid and ask when the bid has reached the ask, else null. */
  readonly crossed: () => readonly [bid: number, ask: number] | null
}

/** An empty book. Only for checking files: a best level that goes costs one look at all levels of its side. */
export const openBookWatch = (): BookWatch => {
  const bids = openSide((one, other) => one > other)
  const asks = openSide((one, other) => one < other)
  return {
    set: (side, price, qty) => (side === 'b' ? bids : asks).set(price, qty),
    clear: () => {
      bids.clear()
      asks.clear()
    },
    crossed: () => {
      const [bid, ask] = [bids.best(), asks.best()]
      return bid !== null && ask !== null && bid >= ask ? [bid, ask] : null
    },
  }
}

const openSide = (isBetter: (one: number, other: number) => boolean): SideWatch => {
  const prices = new Set<number>()
  let best: number | null = null
  let isKnown = true
  return {
    set: (price, qty) => {
      if (qty > 0) {
        prices.add(price)
        if (isKnown && (best === null || isBetter(price, best))) best = price
      } else if (prices.delete(price) && price === best) isKnown = false
    },
    clear: () => {
      prices.clear()
      best = null
      isKnown = true
    },
    best: () => {
      if (isKnown) return best
      best = null
      for (const price of prices) if (best === null || isBetter(price, best)) best = price
      isKnown = true
      return best
    },
  }
}
