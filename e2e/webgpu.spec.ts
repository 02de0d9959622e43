import { expect, test } from '@playwright/test';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

test('a graphics processor that is lost in the middle is said, the answer comes all the same, and it can be tried again', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await page.context().route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    // The device is lost with the first work that is submitted after a scan has come.
    const lose = `
      let isLosing = false;
      self.addEventListener('message', ({ data }) => { isLosing ||= data.call === 'encode' || data.call === 'makeReady'; });
      const devices = [];
      const requestDevice = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (...given) {
        const device = await requestDevice.apply(this, given);
        devices.push(device);
        return device;
      };
      const submit = GPUQueue.prototype.submit;
      GPUQueue.prototype.submit = function (...given) {
        submit.apply(this, given);
        if (isLosing) for (const device of devices.splice(0)) device.destroy();
      };`;
    await route.fulfill({ response, body: `${lose}\n${await response.text()}` });
  });
  await workbench.goto('?backend=webgpu');
  await expect(page.getByText(/^WebGPU: /)).toBeVisible();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  await workbench.ask('liver');
  await expect(workbench.finding('liver')).toContainText('mL');
  await expect(workbench.notice).toHaveText(/^The graphics processor could not go on with the model/);
  await expect(page.getByText(/^WASM: /)).toBeVisible();
  await page.getByRole('button', { name: 'Try the graphics processor again' }).click();
  await expect(page.getByText(/^WebGPU: /)).toBeVisible({ timeout: 60_000 });
  await expect(workbench.finding('liver')).toContainText('mL');
  await expect(workbench.notice).toHaveCount(0);
});
