import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { microRecipeFiles } from '#testing/micro-checkpoint.ts';
import { WorkbenchPage } from './workbench.ts';

/** The manager, on a site whose recipe makes a small model. */
export class ModelsPage {
  readonly page: Page;
  readonly workbench: WorkbenchPage;
  readonly dialog: Locator;
  private name = '';

  constructor(page: Page) {
    this.page = page;
    this.workbench = new WorkbenchPage(page);
    this.dialog = page.getByRole('dialog', { name: 'Models' });
  }

  async open(recipe = microRecipeFiles(), name = 'Micro') {
    this.name = name;
    await this.page.context().route('**/models/medimageparse3d/**', (route) => {
      const path = new URL(route.request().url()).pathname.split('/models/medimageparse3d/')[1] ?? '';
      const content = recipe.get(path);
      return content ? route.fulfill({ body: Buffer.from(content) }) : route.fulfill({ status: 404 });
    });
    await this.workbench.goto();
    await this.manage();
  }

  async manage() {
    await this.page.getByRole('button', { name: /^Models/ }).click();
    await expect(this.dialog.getByRole('heading', { name: `Add ${this.name}` })).toBeVisible();
  }

  /** Drops the file or folder at `path` on the manager, which lies over the page. */
  drop(path: string) {
    return this.workbench.drop(path);
  }

  async convert(precision: string) {
    await this.dialog.getByRole('radio', { name: precision }).check();
    await this.dialog.getByLabel('I have read these terms').check();
    await this.dialog.getByRole('button', { name: 'Convert' }).click();
  }

  button(name: string) {
    return this.dialog.getByRole('button', { name });
  }

  get says() {
    return this.dialog.getByRole('status');
  }
}

/** Where a file lies that was written for a test. */
export async function onDisk(folder: string, name: string, content: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), content);
  return join(folder, name);
}
