/** A time as the clinic's rules give it: minutes up to two hours, then hours. "45 min", "4 h", "2 h 30 min". */
export function spanWords(minutes: number): string {
  if (minutes < 120 && minutes !== 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
