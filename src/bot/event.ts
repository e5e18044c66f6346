/** A server, a workspace, or the playground: where a community meets. */
export interface Place {
  platform: string;
  id: string;
}

export interface Account {
  platform: string;
  id: string;
  /** As the platform shows it: text from people. */
  name: string;
}

/** What somebody did, in our words. */
export type Event = Happening & (CommandUsed | ButtonPressed | FormSubmitted);

interface Happening {
  /** The same for each delivery of the same act: makes it count once. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  place: Place;
  /** Absent in a direct message. */
  channel?: string;
  account: Account;
  /** May change the community's settings: as the platform says, at this very act. */
  isAdmin: boolean;
}

export interface CommandUsed {
  kind: 'command';
  /** With its subcommand where it has some: `pack disputes`. */
  command: string;
  /** By option name, as text; what was left empty is absent. */
  options: Readonly<Record<string, string>>;
}

export interface ButtonPressed {
  kind: 'press';
  /** As encoded; with the value picked where it was a select. */
  route: string;
}

export interface FormSubmitted {
  kind: 'submit';
  route: string;
  fields: Readonly<Record<string, string>>;
}

/** Somebody is typing an option that has suggestions. */
export interface Typing {
  command: string;
  option: string;
  typed: string;
}
