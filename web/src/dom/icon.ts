// The icons of DOM mode: the same path data as the canvas, as inline SVG.
const kSvg = "http://www.w3.org/2000/svg";

export function create_icon(path_data: string): SVGSVGElement {
  const svg = document.createElementNS(kSvg, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(kSvg, "path");
  path.setAttribute("d", path_data);
  svg.append(path);
  return svg;
}

export function place_icon(svg: SVGElement, color: string, x: number, y: number, size: number, mirrored: boolean): void {
  const style = svg.style;
  style.setProperty("left", `${x}px`);
  style.setProperty("top", `${y}px`);
  style.setProperty("width", `${size}px`);
  style.setProperty("height", `${size}px`);
  style.setProperty("color", `var(--c-${color})`);
  style.setProperty("transform", mirrored ? "scaleX(-1)" : "none");
}
