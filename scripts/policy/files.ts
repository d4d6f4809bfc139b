// What is made from the policy's schema, and where it stands. A test fails where one of them is not as it would be made now.
import { adml, admx } from './admx'
import { intune } from './intune'
import { mobileconfig } from './mobileconfig'
import { policyPage } from './page'

export const POLICY_FILES: Readonly<Record<string, () => string>> = {
  'assets/policy/Viaduct.admx': admx,
  'assets/policy/en-US/Viaduct.adml': adml,
  'assets/policy/viaduct.mobileconfig': mobileconfig,
  'assets/policy/viaduct-intune.json': intune,
  'docs/policy.md': policyPage,
}
