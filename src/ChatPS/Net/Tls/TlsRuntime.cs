using System;
using System.Collections.ObjectModel;
using System.Linq.Expressions;
using System.Net.Security;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;

namespace ChatPS.Net;

/// <summary>What every runtime that we run on has, or most, and netstandard2.0 does not name. Each is looked up once.</summary>
internal static class TlsRuntime
{
    private static readonly MethodInfo? s_shutdown = typeof(SslStream).GetMethod("ShutdownAsync", Type.EmptyTypes);

    private static readonly Type? s_request =
        Find(typeof(X509Certificate2).Assembly, "CertificateRequest") ?? Find(typeof(ECDsa).Assembly, "CertificateRequest");

    private static readonly MethodInfo? s_fromPemFile =
        typeof(X509Certificate2).GetMethod("CreateFromPemFile", [typeof(string), typeof(string)]);

    private static readonly Func<string, string, X509Certificate2>? s_fromEncryptedPemFile = BindEncryptedPemFile();

    // DNS:localhost, IP:127.0.0.1, IP:::1, in the encoding of RFC 5280, 4.2.1.6.
    private static readonly byte[] s_loopbackNames =
    [
        0x30, 0x23,
        0x82, 0x09, (byte)'l', (byte)'o', (byte)'c', (byte)'a', (byte)'l', (byte)'h', (byte)'o', (byte)'s', (byte)'t',
        0x87, 0x04, 127, 0, 0, 1,
        0x87, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    ];

    /// <summary>Announces the end, where the runtime can.</summary>
    public static Task Shutdown(SslStream ssl) => (Task?)s_shutdown?.Invoke(ssl, null) ?? Task.CompletedTask;

    /// <summary>A certificate for this machine that nobody has signed, valid from yesterday for a year, with its key (ECDSA P-256).</summary>
    /// <exception cref="PlatformNotSupportedException">This runtime cannot make one.</exception>
    public static X509Certificate2 CreateSelfSigned()
    {
        if (s_request is null)
            throw new PlatformNotSupportedException("This runtime cannot make a certificate: give one.");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        object request = Activator.CreateInstance(s_request, "CN=localhost", key, HashAlgorithmName.SHA256)!;
        var extensions = (Collection<X509Extension>)s_request.GetProperty("CertificateExtensions")!.GetValue(request)!;
        extensions.Add(new X509Extension(new Oid("2.5.29.17"), s_loopbackNames, critical: false));
        extensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        DateTimeOffset yesterday = DateTimeOffset.UtcNow.AddDays(-1);
        using var made = (X509Certificate2)s_request.GetMethod("CreateSelfSigned")!.Invoke(request, [yesterday, yesterday.AddYears(1)])!;

        // Windows serves only with keys that it has loaded itself.
        return new X509Certificate2(made.Export(X509ContentType.Pfx));
    }

    /// <summary>Whether <see cref="LoadPem"/> can.</summary>
    public static bool HasPem => s_fromPemFile is not null;

    /// <summary>Reads certificate and key from one file of text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Null where the key is not encrypted.</param>
    /// <exception cref="CryptographicException">There is no certificate with its key, or the password is wrong.</exception>
    public static X509Certificate2 LoadPem(string path, string? password)
    {
        try
        {
            using X509Certificate2 read = password is null
                ? (X509Certificate2)s_fromPemFile!.Invoke(null, [path, null])!
                : s_fromEncryptedPemFile!(path, password);
            return new X509Certificate2(read.Export(X509ContentType.Pfx));
        }
        catch (TargetInvocationException e) when (e.InnerException is CryptographicException inner)
        {
            throw new CryptographicException(inner.Message, inner);
        }
    }

    // It takes the password as a span, which cannot be handed to Invoke: a compiled call converts the string.
    private static Func<string, string, X509Certificate2>? BindEncryptedPemFile()
    {
        if (typeof(X509Certificate2).GetMethod("CreateFromEncryptedPemFile") is not { } method)
            return null;
        ParameterExpression path = Expression.Parameter(typeof(string));
        ParameterExpression password = Expression.Parameter(typeof(string));
        Type span = method.GetParameters()[1].ParameterType;
        MethodInfo toSpan = typeof(string).GetMethod("op_Implicit", [typeof(string)])!;
        Expression call = Expression.Call(method, path, Expression.Convert(password, span, toSpan), Expression.Constant(null, typeof(string)));
        return Expression.Lambda<Func<string, string, X509Certificate2>>(call, path, password).Compile();
    }

    private static Type? Find(Assembly assembly, string name) => assembly.GetType("System.Security.Cryptography.X509Certificates." + name);
}
