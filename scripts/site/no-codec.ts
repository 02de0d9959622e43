// Stands in for the codecs of Zarr stores, which NiiVue brings along and this page never opens: 1.4 MB less.
throw new Error('This page reads no Zarr stores.');
