import React from 'react';
import ReactDOM from 'react-dom';
import App from './App';

export default App;

if (typeof document !== 'undefined') {
    const root = document.getElementById('root');
    (root.hasChildNodes() ? ReactDOM.hydrate : ReactDOM.render)(<App/>, root);
}
