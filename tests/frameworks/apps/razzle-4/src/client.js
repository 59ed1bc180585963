import React from 'react';
import { hydrate } from 'react-dom';
import { Story } from './story.jsx';

hydrate(<Story/>, document.getElementById('root'));
