import { tanstackStart } from '@tanstack/react-start/plugin/vite';
import react from '@vitejs/plugin-react';

export default { plugins: [ tanstackStart(), react() ] };
