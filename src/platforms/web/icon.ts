/** Five who study together, three of whom answered: a quorum. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
<rect width="40" height="40" rx="11" fill="#4353c9"/>
<path d="M20 10.5 29 17 25.6 27.6" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" opacity=".55"/>
<g fill="#fff"><circle cx="20" cy="10.5" r="3.6"/><circle cx="29" cy="17" r="3.6"/><circle cx="25.6" cy="27.6" r="3.6"/></g>
<g fill="none" stroke="#fff" stroke-width="1.6" opacity=".75"><circle cx="14.4" cy="27.6" r="2.8"/><circle cx="11" cy="17" r="2.8"/></g>
</svg>
`;
