import vikeReact from 'vike-react/config';

export default { title: 'The Lantern', extends: [ vikeReact ] };
