// vitest 5 prints its summary of failures with Map.groupBy, which Node 20 lacks: without it a red run ends in a TypeError
// instead of saying what failed. (ECMAScript 2024, 24.1.2.1)

function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  let index = 0
  for (const item of items) {
    const key = keyOf(item, index++)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}

if (!('groupBy' in Map))
  Object.defineProperty(Map, 'groupBy', { value: groupBy, configurable: true, writable: true })
