namespace ChatPS.Shell;

/// <summary>Where the module is: at the root of the tree this program was built in, beside <c>bin/</c>.</summary>
internal static class ModuleManifest
{
    private const string FileName = "ChatPS.psd1";

    public static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, FileName);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException($"No {FileName} in {AppContext.BaseDirectory} or any folder above it.");
    }
}
