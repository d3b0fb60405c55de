/** A demo person's name button: `hint` says what sets them apart. */
export interface DemoPerson {
  email: string;
  name: string;
  hint: string;
}

export interface DemoClinic {
  id: string;
  name: string;
  /** The clinic's zone and local time now, for the words "10:04 AM there". */
  timeZone: string;
  open: boolean;
  people: DemoPerson[];
}
