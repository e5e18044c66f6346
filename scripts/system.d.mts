interface Program {
  title: string;
  commands: readonly string[];
  apt: string;
  suites: readonly string[];
}

export const PROGRAMS: readonly Program[];
export function find(program: Pick<Program, 'commands'>): string | undefined;
