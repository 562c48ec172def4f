// The chart beside this component as a picture: its title above, its source and date below.
// Nothing leaves the browser: what is drawn on the page is copied, with the letters it uses.
const NS = "http://www.w3.org/2000/svg"
const PAD = 24
const FONT = "'IBM Plex Sans', sans-serif"
const FILES = ["ibm-plex-sans-latin-wght-normal.woff2", "ibm-plex-sans-latin-ext-wght-normal.woff2"]

function element(name, attributes, text) {
  const made = document.createElementNS(NS, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (text !== undefined) made.textContent = text
  return made
}

// Lines no wider than the picture.
function lines(text, width, font) {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = font
  const found = [""]
  for (const word of (text || "").split(/\s+/)) {
    const longer = (found[found.length - 1] + " " + word).trim()
    if (pen.measureText(longer).width > width && found[found.length - 1]) found.push(word)
    else found[found.length - 1] = longer
  }
  return found.filter(Boolean)
}

function write(svg, texts, top, size, colour, weight) {
  let y = top
  for (const text of texts) {
    y += size * 1.35
    const attributes = { x: PAD, y, fill: colour, "font-size": size, "font-family": FONT, "font-weight": weight }
    svg.append(element("text", attributes, text))
  }
  return y
}

async function letters() {
  const faces = await Promise.all(FILES.map(async (file) => {
    const answer = await fetch(new URL("app/static/" + file, document.baseURI))
    if (!answer.ok) return ""
    const bytes = new Uint8Array(await answer.arrayBuffer())
    let text = ""
    for (const byte of bytes) text += String.fromCharCode(byte)
    const range = file.includes("-ext-") ? "unicode-range:U+0100-02BA,U+1E00-1E9F,U+2C60-2C7F,U+A720-A7FF;" : ""
    return `@font-face{font-family:'IBM Plex Sans';font-weight:100 700;${range}src:url(data:font/woff2;base64,${btoa(text)})}`
  }))
  return faces.join("")
}

async function draw(data) {
  const plot = document.querySelector(`.st-key-${CSS.escape(data.chart)} .js-plotly-plot`)
  if (!plot) return null
  const layers = [...plot.querySelectorAll(".main-svg")]
  const box = layers[0].getBoundingClientRect()
  const width = Math.ceil(box.width) + 2 * PAD
  const room = width - 2 * PAD
  const svg = element("svg", { xmlns: NS, width, "font-family": FONT })
  svg.append(element("style", {}, await letters()))
  const ground = element("rect", { width, fill: data.colours.paper })
  svg.append(ground)
  let y = write(svg, lines(data.title, room, `600 18px ${FONT}`), PAD - 6, 18, data.colours.ink, 600)
  y = write(svg, lines(data.note, room, `13px ${FONT}`), y + 2, 13, data.colours.quiet, 400) + 14
  const picture = element("g", { transform: `translate(${PAD} ${y})` })
  for (const layer of layers) {
    const copy = layer.cloneNode(true)
    copy.querySelectorAll(".hoverlayer, .modebar-container").forEach((one) => one.remove())
    copy.removeAttribute("style")
    picture.append(copy)
  }
  svg.append(picture)
  y = write(svg, lines(data.foot, room, `12px ${FONT}`), y + box.height + 6, 12, data.colours.quiet, 400) + PAD - 6
  svg.setAttribute("height", Math.ceil(y))
  svg.setAttribute("viewBox", `0 0 ${width} ${Math.ceil(y)}`)
  ground.setAttribute("height", Math.ceil(y))
  const written = new XMLSerializer().serializeToString(svg)
  // clips are named with the address of the page where it has one
  return { text: written.replace(/url\((&quot;|["'])?[^)#]*#/g, "url($1#"), width, height: Math.ceil(y) }
}

async function pixels(drawn) {
  const address = URL.createObjectURL(new Blob([drawn.text], { type: "image/svg+xml" }))
  const image = new Image()
  image.src = address
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = drawn.width * 2
  canvas.height = drawn.height * 2
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(address)
  return new Promise((done) => canvas.toBlob(done, "image/png"))
}

function hand_over(blob, name) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}

export default function ({ parentElement, data }) {
  for (const kind of ["png", "svg"]) {
    const button = parentElement.querySelector(`.${kind}`)
    button.textContent = data.labels[kind]
    button.onclick = async () => {
      const drawn = await draw(data)
      if (!drawn) return
      const blob = kind === "png" ? await pixels(drawn) : new Blob([drawn.text], { type: "image/svg+xml" })
      hand_over(blob, `${data.name}.${kind}`)
    }
  }
}
