/** Where a picture is looked at: chat programs have a light and a dark face, and a picture can't ask which one. */
export type Theme = 'light' | 'dark';

/** As on the page of the playground: one accent, two states, the rest is paper and ink. */
export interface Colors {
  paper: string;
  ink: string;
  soft: string;
  line: string;
  /** Where something could be, and is not. */
  ghost: string;
  accent: string;
  /** Behind a row that is somebody's own. */
  tint: string;
  good: string;
  goodTint: string;
  bad: string;
  badTint: string;
  ice: string;
  iceTint: string;
  /** A day with one answer, two, three, four and more: further from the paper each. */
  ramp: readonly [string, string, string, string];
  /** First, second and third, each with ink of its own. */
  medals: readonly [string, string, string];
  onMedal: string;
}

export const COLORS: Readonly<Record<Theme, Colors>> = {
  light: {
    paper: '#fffefc',
    ink: '#1e2229',
    soft: '#596070',
    line: '#dedad0',
    ghost: '#f4f2ec',
    accent: '#4353c9',
    tint: '#eef0fc',
    good: '#1c7a4b',
    goodTint: '#ddf2e6',
    bad: '#bb3344',
    badTint: '#fdebed',
    ice: '#1b6d9c',
    iceTint: '#dcf0fb',
    ramp: ['#c3c9f3', '#8f9ae6', '#6170d6', '#3341ad'],
    medals: ['#f3cf5b', '#cfd5de', '#e6b48c'],
    onMedal: '#33270f',
  },
  dark: {
    paper: '#1c1f26',
    ink: '#e7e8ec',
    soft: '#a3a9b6',
    line: '#30343e',
    ghost: '#23262e',
    accent: '#a3b0ff',
    tint: '#222742',
    good: '#57c990',
    goodTint: '#1d3a2d',
    bad: '#f58a95',
    badTint: '#3d242a',
    ice: '#84cdf2',
    iceTint: '#1c3646',
    ramp: ['#323a6b', '#4c5aa6', '#7786de', '#b9c3ff'],
    medals: ['#e8c24a', '#b9c0cc', '#d69b6c'],
    onMedal: '#241b08',
  },
};
