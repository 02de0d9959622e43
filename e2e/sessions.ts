import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { Upload } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

export async function opened(page: Page, file: Upload): Promise<WorkbenchPage> {
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(file);
  await workbench.showsScan(file.name);
  return workbench;
}

export async function labelMap(workbench: WorkbenchPage) {
  const [labels] = await workbench.save('Label map (NIfTI)', 3);
  return labels?.bytes;
}

export async function savedSession(workbench: WorkbenchPage): Promise<Upload> {
  const [file] = await workbench.save('Session (.parse3d)');
  if (!file) throw new Error('the session is saved');
  return { name: file.name, mimeType: 'application/octet-stream', buffer: Buffer.from(file.bytes) };
}

export async function isAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
}

const slider = (workbench: WorkbenchPage, title: string) =>
  workbench.finding(title).getByRole('slider', { name: /threshold/i });

/** Dragged to `percent`, as with the keyboard. */
export async function setThreshold(workbench: WorkbenchPage, title: string, percent: number) {
  await workbench.openRow(title);
  await slider(workbench, title).fill(String(percent));
}

/** What the threshold is said to be, in the open row of an object. */
export const thresholdOf = (workbench: WorkbenchPage, title: string) =>
  workbench.finding(title).locator('.outline-controls > output');
