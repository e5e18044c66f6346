/** A text of an item, and where: `followUps.hot-key.modelAnswer`. */
export interface Placed {
  place: string;
  text: string;
}

/** Every text in an item of a pack, but for the fields named in `without`. What has an id or a term is named by it, not by its number. */
export function textsIn(value: unknown, without: ReadonlySet<string>, place = ''): Placed[] {
  if (typeof value === 'string') return [{ place, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const step = Array.isArray(value) ? nameOf(part, name) : name;
    return without.has(name) ? [] : textsIn(part, without, place === '' ? step : `${place}.${step}`);
  });
}

function nameOf(part: unknown, index: string): string {
  if (typeof part !== 'object' || part === null) return index;
  if ('id' in part && typeof part.id === 'string') return part.id;
  return 'term' in part && typeof part.term === 'string' ? part.term : index;
}
