import { type Atom, LADDERS, SECOND, type Unit } from './units.ts';

// How a quantity is printed: three digits, a prefix that suits, words for what is large. Everything printed here is read again by reply.ts.

const DIGITS = 3;
/** Up to here a whole number is printed with all its digits. */
const WHOLE_MAX = 1e6;
const SCIENTIFIC_FROM = 1e15;
const SCIENTIFIC_BELOW = 1e-3;
const WORDS = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
] as const;

/** From here on what is missing to 100% matters, and three digits would hide it. */
const NEAR_ALL = 0.9;

interface Shown {
  text: string;
  /** Whether nothing was rounded away. */
  isExact: boolean;
}

/** With three digits, or as many as are asked for. */
export function showNumber(value: number, digits = DIGITS): Shown {
  const whole = Math.round(value);
  if (Math.abs(value) < WHOLE_MAX && isNear(whole, value)) return { text: grouped(whole), isExact: true };
  const rounded = Number(value.toPrecision(digits));
  return { text: inDigits(rounded, digits), isExact: isNear(rounded, value) };
}

/** `value` is in base units; the unit says of which family it is, and per what. */
export function showQuantity(value: number, unit: Unit, digits = DIGITS): Shown & { over: Atom } {
  const per = unit.under.map((atom) => `/${singular(atom.name)}`).join('');
  const inUnit = value * unit.under.reduce((product, atom) => product * atom.scale, 1);
  const over = suiting(inUnit, unit);
  const { text, isExact } = showNumber(inUnit / over.scale, over.family === 'share' && inUnit >= NEAR_ALL ? digits + 2 : digits);
  return { text: `${withUnit(text, over)}${per}`, isExact, over };
}

function withUnit(text: string, { name, family }: Atom): string {
  switch (family) {
    case 'money':
      return `$${text.replace(/\.\d$/, '$&0')}`;
    case 'share':
      return `${text}%`;
    case 'plain':
      return text;
    case 'byte':
    case 'bit':
    case 'time':
    case 'count':
      return `${text} ${text === '1' ? singular(name) : name}`;
    default:
      return family satisfies never;
  }
}

/** `entries` → `entry`; names of one or two letters are symbols. */
export function singular(name: string): string {
  if (name.length < 3 || /[A-Zµ]/.test(name)) return name;
  return name.replace(/ies$/, 'y').replace(/s$/, '');
}

/** The unit in which the number is easiest to read. */
function suiting(value: number, { over, under }: Unit): Atom {
  const ladder = ladderOf(over, under.length > 0);
  const fits = ladder.filter(({ scale }) => value >= scale * (1 - Number.EPSILON * 8));
  const best = fits.at(-1) ?? ladder[0] ?? over;
  const below = fits.at(-2);
  // 90 s and 36 hours read better than 1.5 minutes and 1.5 days.
  if (best.family === 'time' && best.scale > SECOND && below && value < 2 * best.scale && !isNear(value, best.scale)) return below;
  return best;
}

function ladderOf(over: Atom, isRate: boolean): readonly Atom[] {
  if (over.family === 'byte') return LADDERS[over.name.includes('i') ? 'kibibyte' : 'byte'];
  if (over.family === 'bit') return LADDERS.bit;
  return over.family === 'time' && !isRate ? LADDERS.time : [over];
}

function inDigits(value: number, digits: number): string {
  if (value === 0) return '0';
  if (value >= SCIENTIFIC_FROM || value < SCIENTIFIC_BELOW) {
    const exponent = Math.floor(Math.log10(value));
    const [mantissa, power] = value.toExponential().split('e');
    return `${Number(mantissa)} × 10^${Number(power ?? exponent)}`;
  }
  const word = WORDS.find(([size]) => value >= size);
  if (word) return `${Number((value / word[0]).toPrecision(digits))} ${word[1]}`;
  return value >= 1000 ? grouped(value) : String(value);
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.abs(b);
}
