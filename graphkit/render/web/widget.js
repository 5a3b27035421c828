// The notebook's side of a map: the page in a frame that may run its own scripts and do nothing else,
// kept in step with the widget's view_state. anywidget calls render for each place the widget is shown in.
const SANDBOX = "allow-scripts allow-downloads allow-popups";

// Light or dark where the notebook says so (JupyterLab, VS Code); elsewhere the page follows the system.
/** @param {DOMStringMap} data */
function themeOf({ jpThemeLight, vscodeThemeKind }) {
  if (jpThemeLight) return jpThemeLight === "true" ? "light" : "dark";
  return vscodeThemeKind ? (/light$/.test(vscodeThemeKind) ? "light" : "dark") : "";
}

function render({ model, el }) {
  const frame = document.createElement("iframe");
  let port = null, known = "";       // known: the view that the page is at
  const size = () => { frame.style.height = `${model.get("height")}px`; };
  const show = () => {
    if (!port || model.get("view_state") === known) return;
    known = model.get("view_state");
    port.postMessage({ state: known });
  };
  const hear = ({ data }) => {
    if (typeof data?.state !== "string") return;
    known = data.state;
    model.set("view_state", known);
    model.save_changes();
  };
  // The page speaks first, each time it is loaded: notebooks move what they show, and a moved frame starts anew.
  const greet = ({ source, data }) => {
    const token = model.get("_channel");
    if (source !== frame.contentWindow || data?.graphkit !== token || typeof data.state !== "string") return;
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = hear;
    known = data.state;
    frame.contentWindow.postMessage({ graphkit: token }, "*", [channel.port2]);
    const theme = themeOf(document.body.dataset);
    if (theme) port.postMessage({ theme });
    show();
  };
  frame.title = model.get("_title");
  frame.setAttribute("sandbox", SANDBOX);
  Object.assign(frame.style, { width: "100%", border: "1px solid rgb(128 128 128 / 50%)", boxSizing: "border-box", display: "block" });
  size();
  window.addEventListener("message", greet);
  model.on("change:view_state", show);
  model.on("change:height", size);
  frame.srcdoc = model.get("_page");
  el.append(frame);
  return () => {
    window.removeEventListener("message", greet);
    model.off("change:view_state", show);
    model.off("change:height", size);
    port?.close();
  };
}

export default { render };
