/** What somebody is writing, kept over a reload of the page, until Quorum has accepted it. */
export interface Drafts {
  read(route: string): Readonly<Record<string, string>> | undefined;
  keep(route: string, fields: Readonly<Record<string, string>>): void;
  drop(route: string): void;
}

export function createDrafts(learner: string): Drafts {
  const key = (route: string): string => `draft ${learner} ${route}`;
  return {
    read: (route) => read(key(route)),
    keep: (route, fields) => quietly(() => sessionStorage.setItem(key(route), JSON.stringify(fields))),
    drop: (route) => quietly(() => sessionStorage.removeItem(key(route))),
  };
}

function read(key: string): Record<string, string> | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(key) ?? 'null') as Record<string, string> | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Browsers that forbid or have filled their storage throw: then a draft lives as long as the page. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Said above.
  }
}
