/** Where the choice is kept: `light`, `dark`, or nothing for the system's. */
export const THEME_KEY = "hub-theme";

/**
 * Runs in the head before the first paint, so that a dark screen never flashes white. Its text is fixed, so that a
 * content security policy may allow it by hash.
 */
export const themeScript = `(function(){try{var t=localStorage.getItem("${THEME_KEY}")}catch(e){}if(t!=="light"&&t!=="dark")t=matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light";document.documentElement.dataset.theme=t})()`;
