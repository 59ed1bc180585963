import React from 'react';
import { Story } from './story.jsx';

export default { name: 'lantern', roots: { lantern: () => <Story/> } };
