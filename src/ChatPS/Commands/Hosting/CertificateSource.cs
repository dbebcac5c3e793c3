using System;
using System.IO;
using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ChatPS.Net;

namespace ChatPS.Commands;

/// <summary>The certificate that a server shows: one that was given, one in a file, or one made for the run.</summary>
internal static class CertificateSource
{
    private const string PemMark = "-----BEGIN";

    /// <param name="given">A certificate, the path of a PFX or PEM file, or null for one made for the run.</param>
    /// <param name="password">Of the file; null where it has none.</param>
    /// <param name="paths">Resolves the path as PowerShell does.</param>
    /// <exception cref="ChatException"><see cref="ChatFailure.CertificateInvalid"/>.</exception>
    public static X509Certificate2 Load(object? given, SecureString? password, PathIntrinsics paths)
    {
        try
        {
            X509Certificate2 certificate = given switch
            {
                null => TlsRuntime.CreateSelfSigned(),
                X509Certificate2 certificate2 => certificate2,
                _ => Read(paths.GetUnresolvedProviderPathFromPSPath(given.ToString()), password),
            };
            return certificate.HasPrivateKey ? certificate : throw Invalid("it has no private key, and a server needs one.", null);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or PlatformNotSupportedException or ItemNotFoundException or SessionStateException)
        {
            throw Invalid(e.Message, e);
        }
    }

    private static X509Certificate2 Read(string path, SecureString? password)
    {
        byte[] content = File.ReadAllBytes(path);
        bool isPem = Encoding.ASCII.GetString(content).Contains(PemMark);
        if (!isPem)
            return new X509Certificate2(content, password, X509KeyStorageFlags.Exportable);
        if (!TlsRuntime.HasPem)
            throw new PlatformNotSupportedException("Windows PowerShell cannot read PEM: convert the file to PFX, with openssl pkcs12 -export.");
        return TlsRuntime.LoadPem(path, PlainText(password));
    }

    // The runtime takes the password of a PEM file as text only.
    private static string? PlainText(SecureString? password)
    {
        if (password is null)
            return null;
        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(password);
        try
        {
            return Marshal.PtrToStringUni(text);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }

    private static ChatException Invalid(string why, Exception? inner) =>
        new(ChatFailure.CertificateInvalid, "The certificate cannot be used: " + why, inner);
}
