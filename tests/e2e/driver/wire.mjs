// The wire between browser and server: an HTTP proxy that remembers what went over it and can be cut.
//
// It keeps its address while the server behind it dies and comes back, and it cuts the same way for every browser.
//
// Use:
//   const wire = await Wire.open(() => server.port);
//   wire.cut = true;                                          // every connection breaks
//   wire.refuse = (request) => request.path === "/v1/feedback" // it never gets to the server
//   wire.lose_answer = (request) => request.method === "POST" // the server gets it, the page never hears
//   wire.rewrite = (request, headers, bytes) => bytes         // what the page gets instead
//   wire.log.filter((entry) => entry.path === "/v1/feedback")
import http from "node:http";

export class Wire {
  static async open(upstream_port) {
    const wire = new Wire(upstream_port);
    await new Promise((done) => wire.server.listen(0, "127.0.0.1", done));
    wire.origin = `http://127.0.0.1:${wire.server.address().port}`;
    return wire;
  }

  constructor(upstream_port) {
    this.upstream_port = upstream_port;
    this.reset();
    this.server = http.createServer((request, response) => this.pass(request, response));
    this.server.on("connection", (socket) => this.cut && socket.destroy());
  }

  /** Whole again, and nothing remembered. */
  reset() {
    this.cut = false;
    this.refuse = () => false;
    this.lose_answer = () => false;
    this.rewrite = undefined;
    this.log = [];
  }

  close() {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }

  pass(request, response) {
    const entry = { method: request.method, path: request.url.split("?")[0], url: request.url, body: "", status: 0, answer: "" };
    if (this.cut || this.refuse(entry)) return request.destroy();
    this.log.push(entry);
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      entry.body = Buffer.concat(parts).toString();
      this.forward(request, response, entry, Buffer.concat(parts));
    });
  }

  forward(request, response, entry, body) {
    const lose = this.lose_answer(entry);
    const options = { host: "127.0.0.1", port: this.upstream_port(), method: request.method, path: request.url, headers: request.headers };
    if (this.rewrite) for (const name of ["accept-encoding", "if-none-match"]) delete options.headers[name];
    const upstream = http.request(options, (answer) => {
      entry.status = answer.statusCode;
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        let bytes = Buffer.concat(parts);
        if (entry.path.startsWith("/v1/")) entry.answer = bytes.toString("latin1");
        if (lose || this.cut) return response.destroy();
        if (this.rewrite) {
          bytes = this.rewrite(entry, answer.headers, bytes);
          answer.headers["content-length"] = String(bytes.length);
        }
        response.writeHead(answer.statusCode, answer.headers);
        response.end(bytes);
      });
    });
    upstream.on("error", () => response.destroy());
    upstream.end(body);
  }
}
