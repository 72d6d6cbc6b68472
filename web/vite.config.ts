import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run api` listens; the development server passes on what is not the app itself. */
const API = 'http://localhost:3000';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/v1': API, '/openapi.json': API, '/docs': API } },
  build: {
    outDir: '../dist-web',
    emptyOutDir: true,
    // Old browsers that lack these features lack passkeys and cookies with a prefix, too.
    target: 'es2023',
    // Nothing may come as a data: address, the content security policy of the API allows our own files only.
    assetsInlineLimit: 0,
  },
});
