import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import HomeLayout from './HomeLayout.vue';
import MermaidPicture from './MermaidPicture.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout: HomeLayout,
  enhanceApp: ({ app }) => {
    app.component('MermaidPicture', MermaidPicture);
  },
} satisfies Theme;
