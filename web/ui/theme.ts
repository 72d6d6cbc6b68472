import { texts } from '../texts/en.ts';
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Brand colour of the vendor: petrol. Shade 8 carries white text at 7.4:1, shade 3 carries dark text. */
const brand: MantineColorsTuple = [
  '#eaf6f8',
  '#d3eaee',
  '#a6d5dd',
  '#74bfca',
  '#4cabb9',
  '#2f97a7',
  '#1d8192',
  '#126b7b',
  '#0b5866',
  '#064450',
];

const gray: MantineColorsTuple = [
  '#f7f9fa',
  '#eef2f4',
  '#e2e8eb',
  '#cfd8dc',
  '#b4c0c6',
  '#8b9aa2',
  '#5c6b73',
  '#46545b',
  '#2f3b41',
  '#1b2429',
];

const dark: MantineColorsTuple = [
  '#dfe7ea',
  '#c2ced3',
  '#9fb0b7',
  '#7b8d95',
  '#3b4a52',
  '#2b383f',
  '#1f2a30',
  '#172026',
  '#10181d',
  '#0a1013',
];

/** Where the kit's own choices have less than 4.5:1 on our grounds; the tokens know which scheme it is. */
const onOurGrounds = {
  '--mantine-color-error': 'var(--tone-late-ink)',
  '--mantine-color-placeholder': 'var(--fl-soft)',
  '--mantine-color-dimmed': 'var(--fl-soft)',
  '--mantine-color-body': 'var(--fl-card)',
  '--mantine-color-text': 'var(--fl-ink)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: onOurGrounds, dark: onOurGrounds });

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: 8,
  autoContrast: true,
  colors: { brand, gray, dark },
  fontFamily: "'Inter Variable', Inter, ui-sans-serif, -apple-system, 'Segoe UI', Roboto, 'Open Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace",
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.0625rem' }, h3: { fontSize: '0.9375rem' } },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { underline: 'hover' } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': texts.ui.close }, centered: true } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': texts.ui.close } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': texts.ui.close } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, events: { hover: true, focus: true, touch: true } } },
    Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm' } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});
