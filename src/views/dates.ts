import type { Day, Time, Weekday } from '../study/calendar.ts';

// Dates and times as people read them. A community's post says them in the community's zone, and names it.

const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
const SHORT = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Tuesday 24 November` */
export function dayInWords(day: Day): string {
  return DAY.format(new Date(`${day}T00:00:00Z`)).replace(',', '');
}

/** `09:05` */
export function timeInWords({ hour, minute }: Time): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `Tuesday 24 November, 09:00`, as the clocks of a zone show it. */
export function momentInWords(at: number, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at);
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone }).format(at);
  return `${day.replace(',', '')}, ${time}`;
}

/** `every day`, `Mon–Fri`, `Mon, Wed, Fri` */
export function weekdaysInWords(days: readonly Weekday[]): string {
  if (days.length === 7) return 'every day';
  const isRun = days.length > 2 && days.every((day, index) => index === 0 || day === (days[index - 1] ?? 0) + 1);
  const words = days.map((day) => SHORT[day - 1]);
  return isRun ? `${words[0]}–${words.at(-1)}` : words.join(', ');
}

/** `2 h 5 min`, `3 min`, `less than a minute` */
export function spanInWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'less than a minute';
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ');
}
