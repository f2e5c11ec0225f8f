import { connect } from 'node:net';

connect(12345, 'localhost').pipe(process.stdout);
