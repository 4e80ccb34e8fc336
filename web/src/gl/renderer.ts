// Draws the core's frame with WebGL2: one vertex buffer, one index buffer, commands in order. No library.
//
// Colours and textures are premultiplied, blend ONE, ONE_MINUS_SRC_ALPHA. Texture 0 is one white texel. Text textures are
// sampled NEAREST, because their quads stand on whole device pixels at 1:1.
//
// Errors: `create` gives nothing when WebGL2 is missing or does not behave; a lost context calls `on_lost`, then `on_restored`.
import type { DrawList } from "../core/core.ts";
import type { TextureStore } from "../text/atlas.ts";

const kVertexShader = `#version 300 es
uniform vec2 scale;
layout(location=0) in vec2 position;
layout(location=1) in vec2 texel;
layout(location=2) in vec4 color;
out vec2 v_texel;
out vec4 v_color;
void main(){v_texel=texel;v_color=color;gl_Position=vec4(position.x*scale.x-1.,1.-position.y*scale.y,0.,1.);}`;
const kFragmentShader = `#version 300 es
precision mediump float;
uniform sampler2D picture;
in vec2 v_texel;
in vec4 v_color;
out vec4 result;
void main(){result=v_color*texture(picture,v_texel);}`;

const kVertexBytes = 20;
const kCommandBytes = 28;

interface Program {
  scale: WebGLUniformLocation;
  vertices: WebGLBuffer;
  indices: WebGLBuffer;
  white: WebGLTexture;
}

export class Renderer implements TextureStore {
  private textures = new Map<number, WebGLTexture>();
  private next_texture = 1;
  private program: Program | undefined;
  draws = 0;

  private constructor(readonly canvas: HTMLCanvasElement, private readonly gl: WebGL2RenderingContext) {}

  static create(canvas: HTMLCanvasElement, on_lost: () => void, on_restored: () => void): Renderer | undefined {
    const gl = canvas.getContext("webgl2", { alpha: true, premultipliedAlpha: true, antialias: false, depth: false, stencil: false, powerPreference: "low-power" });
    if (!gl) return undefined;
    const renderer = new Renderer(canvas, gl);
    if (!renderer.set_up()) return undefined;
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      renderer.program = undefined;
      renderer.textures.clear();
      on_lost();
    });
    canvas.addEventListener("webglcontextrestored", () => {
      if (renderer.set_up()) on_restored();
    });
    return renderer;
  }

  ready(): boolean {
    return this.program !== undefined && !this.gl.isContextLost();
  }

  /** Gives the context back at once: a page has few of them. */
  destroy(): void {
    this.program = undefined;
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  // --- textures ---

  create(width: number, height: number): number {
    const gl = this.gl;
    const texture = gl.createTexture()!;
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
    this.sample_exactly();
    const handle = this.next_texture++;
    this.textures.set(handle, texture);
    return handle;
  }

  upload(handle: number, source: HTMLCanvasElement, x: number, y: number, width: number, height: number, source_y: number): void {
    const gl = this.gl;
    const texture = this.textures.get(handle);
    if (!texture) return;
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, 1);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, source_y);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, source);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, 0);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, 0);
  }

  remove(handle: number): void {
    const texture = this.textures.get(handle);
    if (texture) this.gl.deleteTexture(texture);
    this.textures.delete(handle);
  }

  // --- frames ---

  /** `device_pixel_ratio` turns the list's layout pixels into the canvas's own. */
  draw(list: DrawList, device_pixel_ratio: number): void {
    const gl = this.gl;
    const program = this.program;
    if (!program) return;
    const { width, height } = this.canvas;
    gl.viewport(0, 0, width, height);
    gl.disable(gl.SCISSOR_TEST);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.bufferData(gl.ARRAY_BUFFER, list.vertices, gl.DYNAMIC_DRAW);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, list.indices, gl.DYNAMIC_DRAW);
    gl.uniform2f(program.scale, (2 * device_pixel_ratio) / width, (2 * device_pixel_ratio) / height);
    gl.enable(gl.SCISSOR_TEST);
    for (let i = 0; i < list.command_count; i++) this.draw_command(program, list.commands, i * kCommandBytes, device_pixel_ratio);
    this.draws++;
  }

  private draw_command(program: Program, commands: DataView, at: number, dpr: number): void {
    const gl = this.gl;
    const edge = (offset: number): number => Math.round(commands.getFloat32(at + offset, true) * dpr);
    const [x0, y0, x1, y1] = [Math.max(0, edge(0)), Math.max(0, edge(4)), edge(8), edge(12)];
    if (x1 <= x0 || y1 <= y0) return;
    gl.scissor(x0, this.canvas.height - y1, x1 - x0, y1 - y0);
    gl.bindTexture(gl.TEXTURE_2D, this.textures.get(commands.getUint32(at + 16, true)) ?? program.white);
    gl.drawElements(gl.TRIANGLES, commands.getUint32(at + 24, true), gl.UNSIGNED_INT, commands.getUint32(at + 20, true) * 4);
  }

  /** Builds everything that a context loss takes away. False: this WebGL does not work (research B5). */
  private set_up(): boolean {
    const gl = this.gl;
    const linked = gl.createProgram()!;
    for (const [kind, source] of [[gl.VERTEX_SHADER, kVertexShader], [gl.FRAGMENT_SHADER, kFragmentShader]] as const) {
      const shader = gl.createShader(kind);
      if (!shader) return false;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(linked, shader);
    }
    gl.linkProgram(linked);
    const scale = gl.getUniformLocation(linked, "scale");
    if (!gl.getProgramParameter(linked, gl.LINK_STATUS) || scale === null) return false;
    gl.useProgram(linked);
    gl.bindVertexArray(gl.createVertexArray());
    const vertices = gl.createBuffer()!;
    const indices = gl.createBuffer()!;
    gl.bindBuffer(gl.ARRAY_BUFFER, vertices);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, indices);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, kVertexBytes, 0);
    gl.vertexAttribPointer(1, 2, gl.FLOAT, false, kVertexBytes, 8);
    gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, true, kVertexBytes, 16);
    for (let i = 0; i < 3; i++) gl.enableVertexAttribArray(i);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    const white = gl.createTexture()!;
    gl.bindTexture(gl.TEXTURE_2D, white);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array([255, 255, 255, 255]));
    this.sample_exactly();
    this.program = { scale, vertices, indices, white };
    return gl.getError() === gl.NO_ERROR;
  }

  private sample_exactly(): void {
    const gl = this.gl;
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  }
}
