/** Draws Mermaid flowcharts. Mermaid's other diagrams are left out of the bundle. */

import mermaid from 'mermaid';

let drawn = 0;

/** The picture of a flowchart, as the text of an SVG. */
export async function drawFlowchart(text: string, isDark: boolean): Promise<string> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    // The other layouts are left out, too.
    layout: 'dagre',
    suppressErrorRendering: true,
    theme: 'base',
    themeVariables: isDark ? DARK : LIGHT,
    look: 'classic',
    // Labels of HTML would have the styles of the page.
    htmlLabels: false,
    flowchart: { useMaxWidth: true, wrappingWidth: 360 },
    fontFamily: 'ui-sans-serif, system-ui, sans-serif',
    maxEdges: 2000,
  });
  drawn++;
  const { svg } = await mermaid.render(`flowchart-${drawn}`, text);
  return svg;
}

const LIGHT = {
  darkMode: false,
  background: '#ffffff',
  primaryColor: '#eef2ff',
  primaryTextColor: '#1e2330',
  primaryBorderColor: '#5b6ee1',
  lineColor: '#5a6275',
  clusterBkg: '#f7f8fb',
  clusterBorder: '#c3c9d9',
  titleColor: '#1e2330',
  edgeLabelBackground: '#ffffff',
  fontSize: '14px',
};

const DARK = {
  darkMode: true,
  background: '#1b1b1f',
  primaryColor: '#2a2f4a',
  primaryTextColor: '#e8eaf2',
  primaryBorderColor: '#8f9df5',
  lineColor: '#a5adc2',
  clusterBkg: '#202127',
  clusterBorder: '#4a5068',
  titleColor: '#e8eaf2',
  edgeLabelBackground: '#1b1b1f',
  fontSize: '14px',
};
