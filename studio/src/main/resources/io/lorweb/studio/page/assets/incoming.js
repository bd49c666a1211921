// Pictures on their way to the server: of whatever the server or this browser reads.
import {upload} from './net.js';
import {element} from './say.js';

const mostBytes = Number(document.getElementById('main').dataset.fileBytes);

// What the server does not read, such as a phone's HEIC, this browser perhaps does.
async function here(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = element('canvas', {width: bitmap.width, height: bitmap.height});
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    bitmap.close();
    return await new Promise(done => canvas.toBlob(done, 'image/png'));
  } catch (e) {
    return null;
  }
}

// What the server says of a file's picture.
export async function store(file) {
  if (file.size > mostBytes) {
    throw new Error(`this file has ${Math.ceil(file.size / 1048576)} MB, the limit is ${mostBytes >> 20} MB: make it smaller`);
  }
  try {
    return await upload('/api/pictures', file);
  } catch (error) {
    const png = error.status === 415 ? await here(file) : null;
    if (!png) throw error;
    return upload('/api/pictures', png);
  }
}
