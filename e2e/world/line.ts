import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * A wire between browser and hub that can be cut: what is under way breaks off, what comes after is refused. The
 * browser's own "offline" leaves open streams and shared workers alone, a real lost line does not.
 */
export class Line {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(hubUrl: string): Promise<Line> {
    const { port } = new URL(hubUrl);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("The line has no port.");
    const line = new Line(server, `http://localhost:${address.port}`);
    server.on("connection", (near) => line.join(near, Number(port)));
    return line;
  }

  private join(near: Socket, port: number): void {
    if (this.isCut) return void near.destroy();
    const far = connect(port, "localhost");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
