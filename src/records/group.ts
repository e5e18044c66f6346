/** So long who answered in a group is kept: a year and a month. */
export const GROUP_DAYS_KEPT = 400;

/** The set of a group's members whose answers counted on a date of the community. */
export function activeInGroup(group: string, date: string): string {
  return `group/${group}/active/${date}`;
}
