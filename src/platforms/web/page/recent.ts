const KEPT = 30;

/** The lines that were sent in this window, for the arrow keys. */
export interface Recent {
  add(line: string): void;
  /** `undefined` while something of one's own stands in the input: that is not to be replaced. */
  older(current: string): string | undefined;
  newer(): string | undefined;
}

export function createRecent(learner: string): Recent {
  const key = `recent ${learner}`;
  const lines = read(key);
  let at = lines.length;

  return {
    add(line) {
      if (lines.at(-1) !== line) lines.push(line);
      lines.splice(0, lines.length - KEPT);
      at = lines.length;
      try {
        sessionStorage.setItem(key, JSON.stringify(lines));
      } catch {
        // No storage: they live as long as the page.
      }
    },
    older(current) {
      if (at === 0 || (current !== '' && current !== lines[at])) return undefined;
      return lines[--at];
    },
    newer() {
      if (at >= lines.length) return undefined;
      return lines[++at] ?? '';
    },
  };
}

function read(key: string): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((line) => typeof line === 'string') : [];
  } catch {
    return [];
  }
}
