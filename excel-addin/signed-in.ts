import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

// Where Entra comes back to in the window that asks: hands the answer to the pane. Not used where Office signs in itself.
await broadcastResponseToMainFrame();
