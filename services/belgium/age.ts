/** Age in full years on a day. Both days are `YYYY-MM-DD`; who is born on 29 February has a birthday on 1 March. */
export function ageOn(birthDay: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDay.slice(0, 4));
  return day.slice(5) >= birthDay.slice(5) ? years : years - 1;
}
