/** The city by which a zone is called: "Europe/Madrid" is Madrid. */
export function zoneCity(zone: string): string {
  return zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
}
