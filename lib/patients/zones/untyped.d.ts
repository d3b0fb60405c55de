declare module "zipcodes" {
  export interface Place {
    zip: string;
    latitude: number;
    longitude: number;
    city: string;
    state: string;
    country: string;
  }
  export function lookup(zip: string): Place | undefined;
}

declare module "tz-lookup" {
  export default function zoneAt(latitude: number, longitude: number): string;
}
