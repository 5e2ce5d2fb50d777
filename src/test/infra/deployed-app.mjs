/** The app among the deployed resources: its site, its settings by name, its identities and its two accounts. */
export function deployedApp(resources) {
  const made = (type) => resources.filter((resource) => resource.type === type);
  const [site] = made('Microsoft.Web/sites');
  if (site === undefined) {
    throw new Error('no function app is deployed');
  }
  const settings = new Map(
    (site.properties.siteConfig?.appSettings ?? []).map(({ name, value }) => [name, String(value)]),
  );
  const accountIn = (...names) =>
    made('Microsoft.Storage/storageAccounts').find((account) =>
      names.some((name) => settings.get(name)?.includes(account.name)),
    );
  return {
    site,
    settings,
    identities: made('Microsoft.ManagedIdentity/userAssignedIdentities'),
    hostAccount: accountIn('AzureWebJobsStorage__queueServiceUri', 'AzureWebJobsStorage__accountName'),
    lakeAccount: accountIn('ARCHIVE_STORAGE__blobServiceUri'),
  };
}
