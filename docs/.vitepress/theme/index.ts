/** VitePress' own theme with other colours. No web fonts: the reader's system has good ones. */
import theme from "vitepress/theme-without-fonts"
import "./style.css"

export default theme
