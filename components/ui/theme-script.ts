/** Where the choice is kept: `light`, `dark`, or nothing for the system's. */
export const THEME_KEY = "hub-theme";

/**
 * Runs in the head before the first paint, so that a dark screen never flashes white, and follows the computer when
 * it changes its mind. Its text is fixed, so that a
 * content security policy may allow it by hash.
 */
export const themeScript = `(function(){var m=matchMedia("(prefers-color-scheme: dark)");function a(){try{var t=localStorage.getItem("${THEME_KEY}")}catch(e){}if(t!=="light"&&t!=="dark")t=m.matches?"dark":"light";document.documentElement.dataset.theme=t}a();m.addEventListener("change",a)})()`;
