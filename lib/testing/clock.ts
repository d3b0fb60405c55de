/** A clock that a test moves by hand. */
export function fakeClock(start: string | Date) {
  let now = new Date(start);
  return {
    clock: () => new Date(now),
    set: (to: string | Date) => {
      now = new Date(to);
    },
    advance: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
}
export type FakeClock = ReturnType<typeof fakeClock>;
