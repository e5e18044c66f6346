import { pick } from './element.ts';

/** Pictures grow to the whole window. Escape, the button or a click anywhere ends it; the focus goes back by itself. */
export function startLightbox(): void {
  const dialog = pick('#lightbox', HTMLDialogElement);
  const large = pick('#lightbox img', HTMLImageElement);

  pick('#list', HTMLOListElement).addEventListener('click', (event) => {
    const image = event.target instanceof Element ? event.target.closest('.picture')?.querySelector('img') : undefined;
    if (!image) return;
    large.src = image.src;
    large.alt = image.alt;
    dialog.showModal();
  });
  dialog.addEventListener('click', () => dialog.close());
}

/** A picture that the server no longer keeps shows as its description. */
export function watchPictures(item: HTMLElement): void {
  for (const image of item.querySelectorAll<HTMLImageElement>('.picture img')) {
    image.addEventListener('error', () => {
      const description = document.createElement('p');
      description.className = 'lost-picture';
      description.textContent = `${image.alt} (This picture is no longer kept. Ask for it again.)`;
      image.closest('.picture')?.replaceWith(description);
    });
  }
}
