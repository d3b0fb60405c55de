import { createDoor } from "@/simulator/control/door";
import { controlRoutes } from "@/simulator/control/routes";
import { listenOnLoopback } from "@/simulator/http";
import { pageRoutes } from "@/simulator/pages/routes";
import { EventPost } from "@/simulator/sendgrid/events";
import type { Settings } from "@/simulator/settings";
import { listenForMail } from "@/simulator/smtp/server";
import { resumeTexts } from "@/simulator/twilio/receipts";
import { vendorRoutes } from "@/simulator/vendors";
import { World } from "@/simulator/world";

export interface Simulator {
  url: string;
  port: number;
  smtpPort: number;
  world: World;
  close(): Promise<void>;
}

/** Starts the carrier simulator on the loopback addresses. Port 0 picks a free one. */
export async function startSimulator(settings: Settings): Promise<Simulator> {
  const world = new World(settings);
  await world.restore();
  const post = new EventPost(world);
  const routes = [...vendorRoutes(world, post), ...controlRoutes(world), ...pageRoutes(world, post)];
  const listening = await listenOnLoopback(routes, createDoor(settings.publicUrl), settings.port);
  const mail = await listenForMail(world).catch(async (error: unknown) => {
    await listening.close();
    throw error;
  });
  const url = `http://127.0.0.1:${listening.port}`;
  // The name a hub on this machine calls us by: a picture that comes before its first call must bear it too.
  world.origin = `http://localhost:${listening.port}`;
  resumeTexts(
    world,
    world.phones.numbers().flatMap(({ number }) => world.phones.thread(number)),
  );
  return {
    url,
    port: listening.port,
    smtpPort: mail.port,
    world,
    close: async () => {
      await mail.close();
      await listening.close();
      await world.close();
    },
  };
}
