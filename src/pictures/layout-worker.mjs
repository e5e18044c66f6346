// A thread of its own for Graphviz: a graph that takes minutes to lay out is ended from outside and stops nobody else.
// Plain JavaScript, because Node runs this file as it is, from src in tests and from dist in production.
import { parentPort, workerData } from 'node:worker_threads';
import { instance } from '@viz-js/viz';

const graphviz = await instance();
parentPort.postMessage(graphviz.renderString(workerData.dot, workerData.options));
