import { demand, problemOf, unless } from './demands.mjs';

const ACCOUNT = 'Microsoft.Storage/storageAccounts';

/** What a customer was promised about the resources of every deployment. */
export function checkPolicy(resources, app) {
  const of = (type) => resources.filter((resource) => resource.type === type);
  return [
    ...of(ACCOUNT).flatMap(storageAccount),
    ...of('Microsoft.Storage/storageAccounts/blobServices/containers').flatMap(container),
    ...of('Microsoft.Storage/storageAccounts/managementPolicies').flatMap((policy) => lifecycle(policy, app)),
    ...retention(of('Microsoft.Storage/storageAccounts/managementPolicies'), app),
    ...of(`${ACCOUNT}/blobServices/containers/immutabilityPolicies`).flatMap((policy) => immutability(policy, app)),
    ...of('Microsoft.Insights/components').flatMap((component) => demand(component, { DisableLocalAuth: [true] })),
    ...of('Microsoft.Web/serverfarms').flatMap((plan) =>
      demand(plan, { name: ['FC1'], tier: ['FlexConsumption'] }, plan.sku),
    ),
    ...of('Microsoft.Web/sites').flatMap((site) =>
      functionApp(site, of('Microsoft.Web/sites/basicPublishingCredentialsPolicies')),
    ),
  ];
}

const storageAccount = (account) =>
  demand(account, {
    allowSharedKeyAccess: [false],
    allowBlobPublicAccess: [false],
    allowCrossTenantReplication: [false],
    minimumTlsVersion: ['TLS1_2', 'TLS1_3'],
    supportsHttpsTrafficOnly: [true],
  });

const container = (one) => demand(one, { publicAccess: [undefined, 'None'] });

/** The slash keeps a rule from the containers whose names begin in the same way. */
const ageing = (suffix) => (rule, app) =>
  String(rule.filters?.prefixMatch) === `${app.settings.get('ARCHIVE_CONTAINER')}${suffix}/`;
const OF_FILES = ageing('');
const OF_RECORDS = ageing('-records');
const OF_READINGS = ageing('-readings');
const deletedAfter = (rule) => rule.actions.baseBlob.delete?.daysAfterModificationGreaterThan;

/** A rule on the host's account would in time delete the app's package and keys; of the lake, the plan never grows old. */
const lifecycle = (policy, app) => {
  const rules = agingRules(policy);
  const filesGoAfter = rules.filter((rule) => OF_FILES(rule, app)).map(deletedAfter)[0];
  return [
    ...unless(!policy.id.startsWith(`${app.hostAccount?.id}/`), policy, 'a lifecycle rule on the host account'),
    ...unless(
      rules.every((rule) => [OF_FILES, OF_RECORDS, OF_READINGS].some((of) => of(rule, app))),
      policy,
      'a lifecycle rule on more than the files',
    ),
    ...unless(
      String(rules.filter((rule) => OF_RECORDS(rule, app)).map(deletedAfter)) === String(filesGoAfter ?? ''),
      policy,
      'a record must go when its file goes, and never before',
    ),
    ...unless(
      rules.some((rule) => OF_READINGS(rule, app) && deletedAfter(rule) >= 7),
      policy,
      'readings that were left behind must go, but not while their run may go on',
    ),
  ];
};

const agingRules = (policy) =>
  policy.properties.policy.rules.map(({ definition }) => definition).filter(({ actions }) => actions.baseBlob);

const immutability = (policy, { settings }) => {
  const files = settings.get('ARCHIVE_CONTAINER');
  const ofEvidence = policy.id.includes(`/containers/${files}-digests/`);
  return [
    ...unless(
      ofEvidence || policy.id.includes(`/containers/${files}/`),
      policy,
      'more than the files and the digests is immutable',
    ),
    ...unless(
      !ofEvidence || policy.properties.allowProtectedAppendWrites === true,
      policy,
      'the journal could not be written on',
    ),
  ];
};

/** Or the app would read again, each night, what the lake has deleted. */
function retention(policies, { site, settings }) {
  const days = policies
    .flatMap(agingRules)
    .filter((rule) => OF_FILES(rule, { settings }))
    .flatMap((rule) => deletedAfter(rule) ?? []);
  return unless(
    settings.get('ARCHIVE_DELETE_AFTER_DAYS') === String(days[0] ?? 0),
    site,
    `ARCHIVE_DELETE_AFTER_DAYS must be ${days[0] ?? 0}, as in the lifecycle rule`,
  );
}

function functionApp(site, publishing) {
  const { siteConfig = {}, functionAppConfig = {} } = site.properties;
  const passwords = publishing.filter((policy) => policy.id.startsWith(`${site.id}/`));
  return [
    ...demand(site, { httpsOnly: [true] }),
    ...demand(
      site,
      {
        minTlsVersion: ['1.2', '1.3'],
        scmMinTlsVersion: ['1.2', '1.3'],
        ftpsState: [undefined, 'Disabled'],
        linuxFxVersion: [undefined],
      },
      siteConfig,
    ),
    ...demand(site, { type: ['UserAssigned'] }, site.identity),
    ...demand(site, { type: ['UserAssignedIdentity'] }, functionAppConfig.deployment?.storage?.authentication ?? {}),
    ...demand(site, { name: ['java'], version: ['21'] }, functionAppConfig.runtime ?? {}),
    ...demand(site, { instanceMemoryMB: [2048] }, functionAppConfig.scaleAndConcurrency ?? {}),
    ...['scm', 'ftp'].flatMap((name) => {
      const policy = passwords.find((one) => one.name === name);
      return policy
        ? demand(policy, { allow: [false] })
        : [problemOf(site, `publishing with a password by ${name} is not switched off`)];
    }),
  ];
}
